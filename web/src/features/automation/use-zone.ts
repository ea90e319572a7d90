import { useQuery } from '@tanstack/react-query';
import type { Api } from '../../api';

/** The time zone that the reader's scripts go by; UTC until it is known. */
export function useZone(api: Api): string {
  const { data } = useQuery({ queryKey: ['settings', 'zone'], queryFn: () => api.settings() });
  return data?.ok === true ? data.value.timeZone : 'UTC';
}
