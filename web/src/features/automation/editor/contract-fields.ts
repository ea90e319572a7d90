/** A field of a message, and what it is. */
export interface Part {
  readonly name: string;
  readonly detail: string;
}

const message: readonly Part[] = [
  { name: 'messageBody', detail: 'string, the text' },
  { name: 'ownID', detail: 'int, whose script it is' },
  { name: 'recipientIDs', detail: 'int, each recipient' },
];
const sender: Part = { name: 'senderID', detail: 'int, who sent it' };
const inbound: readonly Part[] = [
  { name: 'action', detail: '"forward" or "drop"' },
  { name: 'reply', detail: '{ to, message }, any number' },
];
const outbound: readonly Part[] = [
  { name: 'messageBody', detail: 'string, the new text' },
  { name: 'action', detail: '"forward" or "drop"' },
  { name: 'also', detail: '{ to, message }, any number' },
];
const additional: readonly Part[] = [
  { name: 'to', detail: 'int, somebody on the message' },
  { name: 'message', detail: 'string, the text' },
];

/** The names that a source gives the message and its answer: those of `onMessage`, or as the guide has them. */
function namesIn(source: string): { readonly message: string; readonly answer: string } {
  const [, message = 'message', answer = 'answer'] =
    /\bonMessage\s*\(\s*(\w+)\s*\)\s*\(\s*(\w+)\s*\)/.exec(source) ??
    /\bgetJsonValue@\w+\s*\(\s*args\[\s*0\s*\]\s*\)\s*\(\s*(\w+)\s*\)/.exec(source) ??
    [];
  return { message, answer };
}

/** What may stand after a dot behind the message or its answer; null where neither stands. */
export function contractFieldsAt(source: string, before: string): readonly Part[] | null {
  const path = /(?:^|[^\w.])(\w+(?:\.\w+(?:\[[^\]]*\])?)*)\.\w*$/.exec(before)?.[1];
  if (path === undefined) return null;
  const names = namesIn(source);
  const isOutbound = /\bOutboundAutomation\b/.test(source);
  if (path === names.message) return isOutbound ? message : [...message.slice(0, 2), sender, message[2]!];
  if (path === names.answer) return isOutbound ? outbound : inbound;
  return /^(?:reply|also)(?:\._)?(?:\[[^\]]*\])?$/.test(path.slice(names.answer.length + 1)) &&
    path.startsWith(`${names.answer}.`)
    ? additional
    : null;
}
