import { openRawSession, type RawSession } from '../../client/wire';
import { within } from '../../client/pause';
import type { Product } from '../../product/product';

/** How long a frame that is refused is waited for, ms. */
export const guard = 15_000;

/** How the server closes a session that sent this; null when it keeps it. */
export async function closedBy(product: Product, write: (session: RawSession) => void | Promise<void>) {
  const { token } = await product.person();
  const session = await openRawSession(product.url, token);
  try {
    await write(session);
    return await within(guard, session.closeCode);
  } finally {
    session.close();
  }
}

export const text = 1;
export const binary = 2;
export const typing = JSON.stringify({ $type: 'Watch', users: [] });
