import { describe, expect, it } from '@jest/globals';
import { contractFieldsAt } from './contract-fields';

const inbound = 'interfaces: InboundAutomation\nonMessage( m )( a ) {';
const outbound = 'interfaces: OutboundAutomation\nonMessage( message )( answer ) {';
const names = (source: string, before: string) =>
  contractFieldsAt(source, before)?.map(({ name }) => name) ?? null;

describe('what may stand after a dot', () => {
  it.each([
    [inbound, '\tx = m.', ['messageBody', 'ownID', 'senderID', 'recipientIDs']],
    [inbound, '\tif( m.mess', ['messageBody', 'ownID', 'senderID', 'recipientIDs']],
    [inbound, '\ta.', ['action', 'reply']],
    [inbound, '\ta.reply[0].', ['to', 'message']],
    [outbound, '\tanswer.', ['messageBody', 'action', 'also']],
    [outbound, '\tx = message.', ['messageBody', 'ownID', 'recipientIDs']],
    [
      'getJsonValue@JsonUtils( args[0] )( got )',
      '\tx = got.',
      ['messageBody', 'ownID', 'senderID', 'recipientIDs'],
    ],
    [inbound, '\tother.', null],
    [inbound, '\tm.messageBody.', null],
    [inbound, '\tplain', null],
  ])('in %j, behind %j', (source, before, expected) => {
    expect(names(source, before)).toEqual(expected);
  });
});
