import { data, listed, notFound } from './answers';
import type { MockRoutes } from './routes';

export const staffRoutes: MockRoutes = {
  'GET /admin/users': ({ world, query }) => {
    const q = (query.get('q') ?? '').toLowerCase();
    const rows = world.people
      .filter((each) => `${each.username} ${each.email}`.toLowerCase().includes(q))
      .map(({ password: _p, permissions: _r, timezone: _t, ...person }) => person);
    return listed(rows, query);
  },
  'GET /admin/jobs': ({ world, query }) =>
    listed(
      world.jobs.filter((each) => each.state === (query.get('state') ?? 'dead')),
      query,
    ),
  'POST /admin/jobs/{id}/retry': ({ world, parts }) => {
    const job = world.jobs.find((each) => each.id === Number(parts.id));
    if (job === undefined) throw notFound();
    Object.assign(job, { state: 'waiting', attempts: 0 });
    return data(job);
  },
};
