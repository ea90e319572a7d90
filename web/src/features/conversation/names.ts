import { strings } from '../../strings';

/** Names a person by id. */
export type NameOf = (id: number) => string;

/** The people of a conversation as its title. */
export function titleOf(otherIds: readonly number[], nameOf: NameOf): string {
  return otherIds.length === 0 ? strings.conversation.you : strings.conversation.and(otherIds.map(nameOf));
}
