import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import type { TableSearch } from '@/components/table/table-search';
import { api, unwrapPage } from '@/lib/api';
import { roots } from '@/lib/query-keys';

export function peopleQuery(search: TableSearch) {
  return queryOptions({
    queryKey: [...roots.people, 'list', search],
    queryFn: () => unwrapPage(api.GET('/api/v1/admin/users', { params: { query: search } })),
    placeholderData: keepPreviousData,
  });
}
