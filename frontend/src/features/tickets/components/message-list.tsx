import { Avatar } from '@/components/ui/avatar';
import { Badge } from '@/components/ui/badge';
import { RelativeTime } from '@/components/ui/relative-time';
import { cn } from '@/lib/cn';
import { t } from '@/lib/i18n';
import type { TicketMessage } from '@/lib/models';

const proseLook =
  'mt-2 max-w-prose space-y-2.5 wrap-anywhere [&_a]:text-accent-text [&_a]:underline [&_blockquote]:border-s-2 ' +
  '[&_blockquote]:border-line-strong [&_blockquote]:ps-3 [&_blockquote]:text-ink-2 [&_code]:rounded-sm [&_code]:bg-sunken ' +
  '[&_code]:px-1 [&_code]:font-mono [&_code]:text-sm [&_h1]:text-md [&_h1]:font-semibold [&_h2]:font-semibold [&_li]:ms-5 ' +
  '[&_ol]:list-decimal [&_pre]:overflow-x-auto [&_pre]:rounded-lg [&_pre]:bg-sunken [&_pre]:p-3 [&_pre_code]:p-0 ' +
  '[&_table]:block [&_table]:overflow-x-auto [&_td]:border [&_td]:px-2 [&_th]:border [&_th]:px-2 [&_ul]:list-disc';

/** A ticket's messages, oldest first. Support stands out by tint and word. */
export function MessageList({ messages }: { messages: readonly TicketMessage[] }) {
  return (
    <ol aria-label={t('tickets.messages')} className="flex flex-col gap-3">
      {messages.map((message) => {
        const isStaff = message.author.kind === 'staff';
        return (
          <li
            key={message.id}
            className={cn(
              'rounded-xl border border-line p-4 shadow-1',
              isStaff ? 'bg-accent-soft/40' : 'bg-surface',
            )}
          >
            <header className="flex flex-wrap items-center gap-2.5">
              <Avatar name={message.author.name} isStaff={isStaff} />
              <span className="font-medium">{message.author.name}</span>
              {isStaff ? <Badge tone="staff">{t('tickets.supportBadge')}</Badge> : null}
              <span className="ms-auto text-sm text-ink-3">
                <RelativeTime at={message.createdAt} />
              </span>
            </header>
            {/* Made from Markdown and cleaned by the server; the content policy refuses any script in it. */}
            <div className={proseLook} dangerouslySetInnerHTML={{ __html: message.html }} />
          </li>
        );
      })}
    </ol>
  );
}
