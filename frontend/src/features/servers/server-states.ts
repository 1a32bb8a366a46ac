import type { StatusLook } from '@/components/ui/status';
import { formatPercent } from '@/lib/format';
import { t } from '@/lib/i18n';
import type { Server, ServerStatus, ServerTask } from '@/lib/models';

/** Everything one can do to a server's power. */
export type PowerAction = 'boot' | 'shutdown' | 'restart' | 'poweroff';
export const POWER_ACTIONS: readonly PowerAction[] = ['boot', 'restart', 'shutdown', 'poweroff'];

export const SERVER_STATUSES = [
  'running',
  'off',
  'paused',
  'provisioning',
  'failed',
  'suspended',
  'unknown',
] as const satisfies readonly ServerStatus[];

const LOOKS: Record<ServerStatus, Omit<StatusLook, 'label'>> = {
  running: { shape: 'filled', tone: 'success' },
  off: { shape: 'hollow', tone: 'neutral' },
  paused: { shape: 'half', tone: 'neutral' },
  provisioning: { shape: 'half', tone: 'warning' },
  failed: { shape: 'triangle', tone: 'danger' },
  suspended: { shape: 'triangle', tone: 'warning' },
  unknown: { shape: 'hollow', tone: 'neutral' },
};

/** The one list of states on the way to another: while one of these, the page asks more often. */
export function isBusy(server: Pick<Server, 'status' | 'task'>): boolean {
  return server.task !== null || server.status === 'provisioning';
}

export function taskWord(task: Pick<ServerTask, 'action'>): string {
  return t(`servers.busy.${task.action}`);
}

/** How far a task is, 0 to 1. A task that has not reported any progress yet says nothing. */
export function taskRatio({ progress }: Pick<ServerTask, 'progress'>): number | null {
  return progress === null || progress === 0 ? null : progress / 100;
}

/** How a server's state is shown: what it is doing, else what it is. */
export function serverLook(
  server: Pick<Server, 'status' | 'task'>,
): StatusLook & { detail: string | null } {
  if (server.task !== null) {
    const ratio = taskRatio(server.task);
    return {
      shape: 'half',
      tone: 'warning',
      label: taskWord(server.task),
      detail: ratio === null ? null : formatPercent(ratio),
    };
  }
  return { ...LOOKS[server.status], label: t(`servers.state.${server.status}`), detail: null };
}

/** What may be asked of a server now, the likeliest first. The server has the last word. */
export function possibleActions(server: Pick<Server, 'status' | 'task'>): PowerAction[] {
  if (isBusy(server)) return [];
  switch (server.status) {
    case 'running':
      return ['restart', 'shutdown', 'poweroff'];
    case 'off':
      return ['boot'];
    case 'paused':
      return ['boot', 'poweroff'];
    case 'unknown':
      return ['boot', 'restart', 'poweroff'];
    default:
      return [];
  }
}

/** Whether an act interrupts what runs on the server and is asked about first. */
export function needsConfirmation(action: PowerAction): action is Exclude<PowerAction, 'boot'> {
  return action !== 'boot';
}
