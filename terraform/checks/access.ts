import { calledBy, nameOf } from './members';
import { argument, type Planned } from './plan';

/** A line of the table of who may do what. */
export type Grant = string;

const place = (planned: readonly Planned[], { type, args }: Planned): string => {
  const of = (name: string) => calledBy(planned, String(args[name]));
  if (type.startsWith('google_pubsub_topic_iam')) return `topic ${of('topic')}`;
  if (type.startsWith('google_pubsub_subscription_iam')) return `subscription ${of('subscription')}`;
  if (type.startsWith('google_storage_bucket_iam')) return `bucket ${of('bucket')}`;
  if (type.startsWith('google_secret_manager_secret_iam')) return `secret ${of('secret_id')}`;
  if (type.startsWith('google_cloud_run_v2_service_iam')) return `service ${of('name')}`;
  if (type.startsWith('google_service_account_iam'))
    return `account ${nameOf(planned, String(args['service_account_id']).replace('.name}', '.member}'))}`;
  const condition = args['condition'];
  if (condition === undefined) return 'project';
  const expression = String(argument({ type, args } as Planned, 'condition', '0', 'expression'));
  return expression.replace(/^resource\.name == "projects\/[^/]*\/databases\/(.*)"$/, 'database $1');
};

const isGrant = ({ kind, type }: Planned): boolean =>
  kind === 'resource' && /_iam_(member|binding)$/.test(type);

/** Every grant: who, as what, on what; the project's id left out. */
export function grantsIn(planned: readonly Planned[]): Grant[] {
  const lines = planned.filter(isGrant).flatMap((each) => {
    const members = each.type.endsWith('_binding')
      ? (each.args['members'] as string[])
      : [each.args['member']];
    const role = calledBy(planned, String(each.args['role']));
    const where = place(planned, each).replace(/\b(parley-dev|parley-production)-/, '');
    return members.map((member) => `${nameOf(planned, String(member))}: ${role} on ${where}`);
  });
  return [...new Set(lines)].sort();
}

/** Resources that give rights in ways that the table does not see: whole policies, or bindings on a project. */
export const otherGrants = (planned: readonly Planned[]): string[] =>
  planned
    .filter(({ type }) => /_iam_(policy|binding|audit_config)$|_acl$|access_control$/.test(type))
    .filter(({ type }) => type !== 'google_cloud_run_v2_service_iam_binding')
    .map(({ address }) => address);
