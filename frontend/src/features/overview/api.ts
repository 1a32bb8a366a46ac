import { queryOptions } from '@tanstack/react-query';

import { api, unwrap } from '@/lib/api';
import { roots } from '@/lib/query-keys';

/** The dashboard in one request. */
export const overviewQuery = queryOptions({
  queryKey: [...roots.overview],
  queryFn: () => unwrap(api.GET('/api/v1/overview')),
});
