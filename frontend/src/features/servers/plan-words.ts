import { formatBytes, formatMemory } from '@/lib/format';
import { t } from '@/lib/i18n';
import type { Server } from '@/lib/models';

type Plan = Server['plan'];

/** "VPS 4 · 8 GB", or the size alone where the plan has no name. */
export function planSummary(plan: Plan): string {
  const name = plan.name ?? t('units.vcpu', { count: plan.cpuCores });
  return `${name} · ${formatMemory(plan.memoryMb)}`;
}

/** "VPS 4 (4 vCPU, 8 GB, 160 GB)". */
export function planInFull(plan: Plan): string {
  const parts = [
    t('units.vcpu', { count: plan.cpuCores }),
    formatMemory(plan.memoryMb),
    formatBytes(plan.diskGb * 1e9),
  ].join(', ');
  return plan.name === null ? parts : `${plan.name} (${parts})`;
}
