import { Status } from '@/components/ui/status';
import { serverLook } from '@/features/servers/server-states';
import type { Server } from '@/lib/models';

export function ServerStatusMark({ server }: { server: Pick<Server, 'status' | 'task'> }) {
  return <Status {...serverLook(server)} />;
}
