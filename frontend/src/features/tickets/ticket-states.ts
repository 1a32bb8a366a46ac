import type { Tone } from '@/components/ui/badge';
import type { StatusLook } from '@/components/ui/status';
import { t } from '@/lib/i18n';
import type { Ticket } from '@/lib/models';

export type Audience = 'customer' | 'staff';

export const TICKET_STATUSES = [
  'open',
  'answered',
  'closed',
] as const satisfies readonly Ticket['status'][];
export const PRIORITIES = [
  'low',
  'medium',
  'high',
  'urgent',
] as const satisfies readonly Ticket['priority'][];

export const PRIORITY_TONES: Record<Ticket['priority'], Tone> = {
  low: 'neutral',
  medium: 'neutral',
  high: 'warning',
  urgent: 'danger',
};

/** Whose turn it is, in the words of the one who looks; their own turn is the one that stands out. */
export function ticketLook(status: Ticket['status'], audience: Audience): StatusLook {
  const isTheirTurn = status === (audience === 'customer' ? 'answered' : 'open');
  return {
    shape: status === 'closed' ? 'hollow' : isTheirTurn ? 'filled' : 'half',
    tone: status === 'closed' ? 'neutral' : isTheirTurn ? 'warning' : 'info',
    label:
      audience === 'customer' ? t(`tickets.state.${status}`) : t(`staff.ticketState.${status}`),
  };
}
