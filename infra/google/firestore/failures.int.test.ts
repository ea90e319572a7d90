import { expect, it } from '@jest/globals';
import { encodeEnvelope } from '@parley/envelope';
import { clock, emulatedFirestore, newProject } from '../testing/emulated';
import { createFailures } from './failures';

const data = encodeEnvelope({
  messageUid: '00000000-0000-4000-8000-000000000001',
  sessionId: '00000000-0000-4000-8000-000000000002',
  messageBody: 'text',
  senderId: 1,
  recipientIds: [2],
  fromAutoReply: false,
  eventDestinations: ['router'],
});

it('the last failure of a message is known by stage, and only then', async () => {
  const db = emulatedFirestore(newProject());
  const failures = createFailures(db, { clock });
  await failures.note('router', data, 'first');
  await failures.note('router', data, 'last');
  await failures.note('router', 'no envelope', 'x');
  expect(await failures.last('router', data)).toBe('last');
  expect(await failures.last('auto-reply', data)).toBeNull();
  expect(await failures.last('router', 'no envelope')).toBeNull();
  await db.terminate();
});
