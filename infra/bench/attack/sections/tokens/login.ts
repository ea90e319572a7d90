import type { Product } from '../../product/product';

/** Tries to sign in. */
export const login = (
  product: Product,
  username: string,
  password: string,
  headers: Readonly<Record<string, string>> = {},
) => product.call('POST', '/api/login', { json: { username, password }, headers });
