import type { ReactNode } from 'react';

import type { FeedTone } from '@/components/ui/feed';
import { POWER_ACTIONS } from '@/features/servers/server-states';
import { t } from '@/lib/i18n';
import type { ServerOperation } from '@/lib/models';

const TONES: Record<ServerOperation['state'], FeedTone> = {
  requested: 'accent',
  running: 'accent',
  succeeded: 'success',
  failed: 'danger',
  unknown: 'neutral',
};
const ACTORS = ['you', 'staff', 'system'] as const satisfies readonly ServerOperation['actor'][];

function isState(word: string): word is ServerOperation['state'] {
  return word in TONES;
}

function isUnderWay(state: ServerOperation['state']): boolean {
  return state === 'requested' || state === 'running';
}

/**
 * How one act on a server is told, to follow the server's name: "restarted · by you". Takes plain
 * words, since the dashboard's feed is open to kinds of acts that this page does not know yet.
 * Without a name before it, what is under way reads "restarting" instead of "is restarting".
 */
export function describeOperation(
  operation: { action: string; state: string; actor: string },
  isAfterName = true,
): { tone: FeedTone; words: ReactNode } {
  const action = POWER_ACTIONS.find((each) => each === operation.action);
  const actor = ACTORS.find((each) => each === operation.actor);
  const state = isState(operation.state) ? operation.state : 'unknown';
  return {
    tone: TONES[state],
    words: (
      <>
        {action === undefined
          ? operation.action
          : isAfterName || !isUnderWay(state)
            ? t(`servers.act.${action}.${state}`)
            : t(`servers.busy.${action}`)}
        {actor === undefined ? null : (
          <span className="text-ink-2"> · {t(`servers.actor.${actor}`)}</span>
        )}
      </>
    ),
  };
}
