import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { valueOf, type Account, type Api } from '../../api';

/** The reader's own account, as the server has it. */
export const useAccount = (api: Api): UseQueryResult<Account> =>
  useQuery({ queryKey: ['account'], queryFn: () => valueOf(api.account()) });
