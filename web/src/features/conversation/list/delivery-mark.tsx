import { lazy, Suspense } from 'react';
import { strings } from '../../../strings';
import type { Delivery } from '../model/delivery';
import type { NameOf } from '../names';
import { Mark } from './mark';
import type { ReadersProps } from './readers';

const words = strings.conversation;

/** The same without the people, for while their list is on its way, or when it can't be fetched. */
const JustTheMark = ({ delivery, text }: ReadersProps) => <Mark state={delivery.state} text={text} />;

const Readers = lazy(() =>
  import('./readers').then(
    ({ Readers: loaded }) => ({ default: loaded }),
    () => ({ default: JustTheMark }),
  ),
);

/** How far a message got; in a group a click tells it person by person. */
export function DeliveryMark({ delivery, nameOf }: { delivery: Delivery; nameOf: NameOf }) {
  const { state, people } = delivery;
  if (people.length < 2) return <Mark state={state} text={words.deliveries[state]} />;
  const read = people.filter((person) => person.state === 'read').length;
  const text = state !== 'read' && read > 0 ? words.readBySome(read, people.length) : words.deliveries[state];
  const props = { delivery, text, nameOf };
  return (
    <Suspense fallback={<JustTheMark {...props} />}>
      <Readers {...props} />
    </Suspense>
  );
}
