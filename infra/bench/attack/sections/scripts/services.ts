import { inWorker, type Attack } from '../../attack';
import { scriptRow } from './script-row';
import { without } from './without';

const begin = 'getLocalLocation@Runtime()( Self.location )';
/** A service that can send to itself, each message in a session of its own. */
const toItself = (operations: string, body: string) => `from runtime import Runtime
interface I { ${operations} }
service Main {
  execution: concurrent
  embed Runtime as Runtime
  inputPort In { location: "local" interfaces: I }
  outputPort Self { interfaces: I }
  ${body}
}`;
const sessions = /^limit .*sessions/;

/** Services that call, start and embed each other without end, and what runs side by side. */
export const services: readonly Attack[] = [
  scriptRow({
    id: 'J06',
    tries: 'an operation that calls itself',
    defence: 'number of sessions',
    source: toItself(
      'RequestResponse: down( int )( int ) OneWay: go( int )',
      `init { ${begin}; go@Self( 1 ) } main { [ go( n ) ] { down@Self( n )( r ) } [ down( n )( r ) { down@Self( n )( r ) } ] }`,
    ),
    ends: sessions,
    weakening: without('sessions'),
  }),
  scriptRow({
    id: 'J24',
    tries: '60 branches that all change one value, under a lock',
    defence: 'one branch at a time has a lock',
    main: `{ ${Array.from({ length: 60 }, () => 'synchronized( t ) { y = global.x; sleep@Time( 1 )(); global.x = y + 1 }').join(' | ')} }; println@Console( global.x )()`,
    ends: /\[60\]/,
    weakening: inWorker(['lock.waiting.push(task); return false;', 'return true;']),
  }),
  scriptRow({
    id: 'J27',
    tries: 'messages to itself that double',
    defence: 'number of sessions, and of messages that wait for one',
    source: toItself(
      'OneWay: go( int )',
      `init { ${begin}; go@Self( 1 ) } main { go( n ); go@Self( n ); go@Self( n ) }`,
    ),
    ends: sessions,
    weakening: without('sessions'),
  }),
  scriptRow({
    id: 'J28',
    tries: 'a courier that forwards to its own port',
    defence: 'number of sessions',
    source: `interface I { RequestResponse: op( void )( void ) }
service A {
  execution: concurrent
  outputPort S { location: "local://a" interfaces: I }
  inputPort In { location: "local://a" aggregates: S RequestResponse: own }
  courier In { [ op( q )( r ) ] { forward( q )( r ) } }
  main { own( x )( x ) }
}
service Main { embed A outputPort P { location: "local://a" interfaces: I } main { op@P()() } }`,
    ends: sessions,
    weakening: without('sessions'),
  }),
  scriptRow({
    id: 'J66',
    tries: 'a service that embeds itself',
    defence: 'number of embedded services',
    source: 'service Main { embed Main main { nullProcess } }',
    ends: /^limit .*embedded/,
    weakening: without('services'),
  }),
];
