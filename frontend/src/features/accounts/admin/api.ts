import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import type { PeopleSearch } from '@/features/accounts/search';
import { api, unwrapPage } from '@/lib/api';
import { roots } from '@/lib/query-keys';

export function peopleQuery({ sort: _sort, ...search }: PeopleSearch) {
  return queryOptions({
    queryKey: [...roots.people, 'list', search],
    queryFn: () => unwrapPage(api.GET('/api/v1/admin/users', { params: { query: search } })),
    placeholderData: keepPreviousData,
  });
}
