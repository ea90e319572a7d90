import type { Planned } from './plan';
import { ofType } from './world';

/** Who a member of a grant is: the name of a service account, or what Google's own agents are called. */
export function nameOf(planned: readonly Planned[], member: string): string {
  const account = ofType(planned, 'google_service_account').find(
    ({ address }) => member === `\${${address}.member}` || member === `serviceAccount:\${${address}.email}`,
  );
  if (account !== undefined) return String(account.args['account_id']);
  const agent = /service_identity\.agent\["([a-z]+)\./.exec(member)?.[1];
  return agent === undefined ? member : `Google's ${agent}`;
}

/** What a reference like `${module.router.google_pubsub_topic.this.id}` is called in the cloud. */
export function calledBy(planned: readonly Planned[], reference: string): string {
  const address = reference.replace(/^\$\{(.*)\.[a-z_]+\}$/, '$1');
  const found = planned.find((each) => each.address === address);
  const { name, secret_id: secret, role_id: role } = found?.args ?? {};
  return String(name ?? secret ?? role ?? reference);
}
