import { eventually } from '@parley/ports/contract';
import type { Person, Scene } from '../../local/testing/running-server';
import { answering, endless, give, shouting } from './observed';

/** Two people with scripts, one whose script never ends, and messages between them, some of them poison. */
export async function drive(scene: Scene): Promise<{ again(): Promise<void> }> {
  const [ada, ben, cleo] = [await scene.person('ada'), await scene.person('ben'), await scene.person('cleo')];
  await give(scene, ada, 'send', shouting);
  await give(scene, ben, 'recv', answering);
  await give(scene, cleo, 'recv', endless);
  const [from, to] = [await scene.connect(ada), await scene.connect(ben)];
  const send = (person: Person, recipientIds: readonly number[], messageBody: string) =>
    scene.call('POST', '/api/messages', { token: person.token, json: { messageBody, recipientIds } });
  let waves = 0;
  return {
    /** A wave of messages; resolves when the last of them has arrived. */
    async again() {
      const wave = ++waves;
      for (let i = 0; i < 10; i++) await send(ada, [ben.id], `spam ${wave} ${i}`);
      for (let i = 0; i < 10; i++) await send(ada, [ben.id], `hello ${wave} ${i}`);
      if (wave === 1) await send(ada, [cleo.id], 'to her whose script never ends');
      from.send({ $type: 'SendMessage', message: `last ${wave}`, destinationUsers: [ben.id] });
      await scene.server.embedded.bus.publish('router', { data: 'no envelope', attributes: {} });
      await to.frame('ReceiveMessage', ({ msg }) => msg === `LAST ${wave}`);
      from.send({ $type: 'Resume', after: null });
      await eventually(() => scene.server.embedded.bus.depth('router') === 0);
    },
  };
}
