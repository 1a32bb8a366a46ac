import type { StatusLook } from '@/components/ui/status';
import { t } from '@/lib/i18n';
import type { Job } from '@/lib/models';

export const JOB_STATES = ['dead', 'waiting', 'working'] as const satisfies readonly Job['state'][];

const LOOKS: Record<Job['state'], Omit<StatusLook, 'label'>> = {
  waiting: { shape: 'hollow', tone: 'neutral' },
  working: { shape: 'half', tone: 'info' },
  dead: { shape: 'triangle', tone: 'danger' },
};

export function jobLook(state: Job['state']): StatusLook {
  return { ...LOOKS[state], label: t(`staff.jobState.${state}`) };
}

/** Only what gave up is started again by hand; everything else goes on by itself. */
export function canRetry(job: Pick<Job, 'state'>): boolean {
  return job.state === 'dead';
}
