-- 10,000 people with five servers, fifty transactions and ten tickets of two messages each.

INSERT INTO users (email, username, password_hash, is_verified, virtfusion_id, virtfusion_state, terms_accepted_at)
SELECT 'person' || n || '@bench.example', 'person' || n, '!', true, n, 'linked', now()
FROM generate_series(1, 10000) n;

INSERT INTO servers (user_id, virtfusion_id, uuid, name, hostname, status, ip_address, ipv6_address, location_name,
    location_country, plan_name, cpu_cores, memory_mb, disk_gb, traffic_gb, template_name, refreshed_at)
SELECT 1 + (n - 1) % 10000, n, gen_random_uuid(), 'web-' || n, 'web-' || n || '.bench.example',
    (ARRAY['running', 'running', 'running', 'off'])[1 + n % 4], '10.0.0.0'::inet + n, '2001:db8::'::inet + n,
    'Tallinn', 'EE', 'Standard 4', 2, 4096, 80, 4000, 'Debian 13', now()
FROM generate_series(1, 50000) n;

INSERT INTO transactions (user_id, type, amount_micros, status, description, created_at)
SELECT 1 + (n - 1) % 10000, 'usage', -1000 * (n % 900), 'completed', 'Standard 4, one hour',
    now() - make_interval(mins => n % 500000)
FROM generate_series(1, 500000) n;

INSERT INTO tickets (user_id, subject, status, priority, department_id, last_message_by, created_at, updated_at,
    last_message_at)
SELECT 1 + (n - 1) % 10000, 'Question ' || n, (ARRAY['closed', 'closed', 'closed', 'open', 'answered'])[1 + n % 5],
    'medium', 1 + n % 3, CASE n % 5 WHEN 4 THEN 'staff' ELSE 'customer' END, at, at, at
FROM generate_series(1, 100000) n, LATERAL (SELECT now() - make_interval(mins => 5 * (n % 100000)) AS at);

INSERT INTO ticket_messages (ticket_id, author_id, author_kind, body, created_at)
SELECT t.id, t.user_id, 'customer', 'How do I reach my server over **IPv6**?', t.created_at
FROM tickets t CROSS JOIN generate_series(1, 2);
