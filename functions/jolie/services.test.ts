import { describe, expect, it } from '@jest/globals';
import { compile, defaultLimits, type Limits, type Outcome } from './index';

const host = { start: 1_000_000, seed: 's' };

function run(text: string, limits: Partial<Limits> = {}, modules: Record<string, string> = {}): Outcome {
  const source = { file: 'main.ol', text, modules: new Map(Object.entries(modules)) };
  const { program, diagnostics } = compile(source, { usual: 'Main' });
  if (program === null) throw new Error(JSON.stringify(diagnostics));
  return program.run([], host, { ...defaultLimits, ...limits });
}
const imports = `from console import Console
from runtime import Runtime
from time import Time
`;
const own = (interfaces: string, body: string, head = '') => `${imports}
interface I { ${interfaces} }
service Main {
  ${head}
  embed Console as Console
  embed Runtime as Runtime
  embed Time as Time
  inputPort In { location: "local" interfaces: I }
  outputPort Self { interfaces: I }
  ${body}
}`;
const begin = 'getLocalLocation@Runtime()( Self.location )';

describe('sessions', () => {
  it('given a correlation set, when messages name a session, then each reaches its own', () => {
    const text = `${imports}
type Open: void { name: string }
type Opened: void { sid: string }
type Add: void { sid: string n: int }
type Close: void { sid: string }
interface I { RequestResponse: open( Open )( Opened ), add( Add )( int ), close( Close )( string ) }
service Counter {
  execution: concurrent
  cset { sid: Add.sid Close.sid }
  inputPort In { location: "local" interfaces: I }
  main {
    open( q )( r ) { r.sid = csets.sid = new };
    provide [ add( a )( total ) { sum = sum + a.n; total = sum } ]
    until [ close( c )( q.name + " " + sum ) ]
  }
}
service Main {
  embed Console as Console
  embed Counter as C
  main {
    open@C( { name = "ann" } )( a ); open@C( { name = "bob" } )( b )
    add@C( { sid = a.sid, n = 1 } )( t ); add@C( { sid = b.sid, n = 10 } )( t ); add@C( { sid = a.sid, n = 2 } )( t )
    close@C( a )( r ); println@Console( r )()
    close@C( b )( r ); println@Console( r )()
    scope( s ) { install( CorrelationError => println@Console( "gone" )() ); close@C( a )( r ) }
  }
}`;
    expect(run(text)).toMatchObject({ kind: 'finished', output: 'ann 3\nbob 10\ngone\n' });
  });

  it('given sequential execution, when several messages come, then the sessions run one after the other', () => {
    const text = own(
      'OneWay: go( int ), done( void )',
      `init { ${begin}; for( i = 0, i < 3, i++ ) { go@Self( i ) } }
       main { [ go( n ) ] { println@Console( "begin " + n )(); sleep@Time( 10 )(); println@Console( "end " + n )() } [ done() ] }`,
      'execution: sequential',
    );
    expect(run(text)).toMatchObject({
      kind: 'finished',
      output: 'begin 0\nend 0\nbegin 1\nend 1\nbegin 2\nend 2\n',
    });
  });

  it('given concurrent execution, when sessions sleep, then they overlap', () => {
    const text = own(
      'OneWay: go( int )',
      `init { ${begin}; for( i = 0, i < 3, i++ ) { go@Self( i ) } }
       main { go( n ); print@Console( "b" + n + " " )(); sleep@Time( 10 - n )(); print@Console( "e" + n + " " )() }`,
      'execution: concurrent',
    );
    expect(run(text)).toMatchObject({ kind: 'finished', output: 'b0 b1 b2 e2 e1 e0 ' });
  });

  it('given handlers installed in init, when a session faults, then they handle it', () => {
    const text = own(
      'OneWay: go( int )',
      `init { install( Bad => println@Console( "handled " + main.Bad )() ); ${begin}; go@Self( 1 ); go@Self( 2 ) }
       main { go( n ); throw( Bad, n ) }`,
      'execution: concurrent',
    );
    expect(run(text)).toMatchObject({ kind: 'finished', output: 'handled 1\nhandled 2\n' });
  });

  it('given a fault that a session does not handle, when it ends it, then the host is told and the run goes on', () => {
    const told: string[] = [];
    const { program } = compile({
      file: 'main.ol',
      text: own(
        'OneWay: go( int )',
        `init { ${begin}; go@Self( 1 ); go@Self( 2 ) } main { go( n ); if ( n == 1 ) throw( Lost ); println@Console( n )() }`,
        'execution: concurrent',
      ),
    });
    const outcome = program!.run([], { ...host, report: ({ fault }) => told.push(fault) });
    expect(outcome).toMatchObject({ kind: 'finished', output: '2\n' });
    expect(told).toEqual(['Lost']);
  });

  it('given a request that is being answered, when its branch is terminated, then the caller gets the fault', () => {
    const text = `${imports}
interface I { RequestResponse: ask( void )( int ) throws Stopped }
service Inner {
  inputPort In { location: "local" interfaces: I }
  main { scope( s ) { install( default => nullProcess ); { ask()( r ) { linkOut( l ); linkIn( never ) } | { linkIn( l ); throw( Stopped ) } } } }
}
service Main {
  embed Console as Console
  embed Inner as P
  main { install( Stopped => println@Console( "told" )() ); ask@P()( r ) }
}`;
    expect(run(text)).toMatchObject({ kind: 'finished', output: 'told\n' });
  });

  it('given exit in an embedded service, when it is called again, then only that service is gone', () => {
    const text = `${imports}
interface I { OneWay: leave( void ) RequestResponse: hi( void )( string ) }
service Inner {
  execution: concurrent
  inputPort In { location: "local" interfaces: I }
  main { [ leave() ] { exit } [ hi()( "hi" ) ] }
}
service Main {
  embed Console as Console
  embed Time as Time
  embed Inner as P
  main {
    hi@P()( r ); println@Console( r )()
    leave@P(); sleep@Time( 1 )()
    install( IOException => println@Console( "gone" )() )
    hi@P()( r )
  }
}`;
    expect(run(text)).toMatchObject({ kind: 'finished', output: 'hi\ngone\n' });
  });

  it('given exit in the init of an embedded service, when it is called, then nobody is there', () => {
    const text = `${imports}
interface I { RequestResponse: hi( void )( string ) }
service Inner { execution: concurrent inputPort In { location: "local" interfaces: I } init { exit } main { hi()( "hi" ) } }
service Main { embed Console as Console embed Inner as P
  main { install( IOException => println@Console( "nobody" )() ); hi@P()( r ) } }`;
    expect(run(text)).toMatchObject({ kind: 'finished', output: 'nobody\n' });
  });

  it('given calls inside expressions, when operands change variables, then the order is that of the text', () => {
    const text = `${imports}
interface I { RequestResponse: id( int )( int ) }
service Inner { execution: concurrent inputPort In { location: "local" interfaces: I } main { id( n )( n ) } }
service Main {
  embed Console as Console
  embed Inner as P
  main {
    i = 1
    x = i++ * 100 + id@P( i++ ) * 10 + i; println@Console( x )()
    t << { a = i++, b = id@P( i ), c = i }; println@Console( t.a + " " + t.b + " " + t.c )()
    y = if( id@P( 0 ) == 1 ) id@P( 5 ) else id@P( 6 ) + 1; println@Console( y )()
    while( id@P( i ) < 6 ) { i++ }; println@Console( i )()
    if ( id@P( 1 ) == 2 ) { z = 1 } else if ( id@P( 2 ) == 2 ) { z = 2 } else { z = 3 }; println@Console( z )()
    b = id@P( 1 ) == 2 || id@P( 1 ) == 1 && id@P( 3 ) == 3; println@Console( b )()
  }
}`;
    expect(run(text)).toMatchObject({ kind: 'finished', output: '123\n3 4 4\n7\n6\n2\ntrue\n' });
  });

  it('given nothing that could go on, when main waits for an input, then the limit is blocked and says where', () => {
    const outcome = run(own('OneWay: go( int )', 'main { go( n ) }'));
    expect(outcome).toMatchObject({ kind: 'limit', limit: 'blocked', place: { file: 'main.ol' } });
  });
});

describe('ports', () => {
  it('given a package of the library, when a port of one’s own is bound to it, then it answers there', () => {
    const text = `${imports}
interface Printing { RequestResponse: println( string )( void ) }
service Main {
  embed Console as Console
  outputPort Late { interfaces: Printing }
  main { Late.location << Console.location; println@Late( "late" )(); Console.location = "local://nobody"
    install( IOException => println@Late( "unbound" )() ); println@Console( "never" )() }
}`;
    expect(run(text)).toMatchObject({ kind: 'finished', output: 'late\nunbound\n' });
  });

  it('given services that take their ports from each other beyond 32 levels, when compiled, then that is a finding', () => {
    const services = Array.from(
      { length: 400 },
      (_, i) => `service S${i} { embed S${i + 1} as P inputPort I { aggregates: P } main { nullProcess } }`,
    );
    const text = `${services.join('\n')} service S400 { main { nullProcess } }`;
    const { diagnostics } = compile({ file: 'main.ol', text }, { service: 'S0' });
    expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'nesting-too-deep' }));
  });

  it('given a chain of type names as long as a source can be, when compiled, then the host’s stack holds', () => {
    const types = Array.from({ length: 3000 }, (_, i) => `type T${i}: T${i + 1}`).join('\n');
    const { program } = compile({
      file: 'main.ol',
      text: `${types}\ntype T3000: int main { x = 1 instanceof T0 }`,
    });
    expect(program!.run([], host)).toMatchObject({ kind: 'limit', limit: 'depth' });
  });
});

describe('modules', () => {
  it('given modules that import each other, when run, then private names stay their own', () => {
    const modules = {
      'a.ol':
        'from .b import B\ntype T: int\ninterface AI { RequestResponse: a( T )( B ) }\nprivate type P: int',
      'b.ol': 'from .a import T\ntype B: string\ntype Back: T',
    };
    expect(run('from .a import AI, T\ntype P: string\nmain { nullProcess }', {}, modules).kind).toBe(
      'finished',
    );
    const { diagnostics } = compile({
      file: 'main.ol',
      text: 'from .a import P\nmain { nullProcess }',
      modules: new Map(Object.entries(modules)),
    });
    expect(diagnostics[0]).toMatchObject({ code: 'unknown-symbol', message: 'P is private to module .a' });
  });

  it('given a fault in an imported module, when run, then its place names that file', () => {
    const modules = {
      'packages/shop.ol': `interface I { RequestResponse: op( void )( void ) throws Bad }
service Shop { execution: concurrent inputPort In { location: "local" interfaces: I } main { op()() { throw( Bad ) } } }`,
    };
    const text = 'from shop import Shop\nservice Main { embed Shop as S\n main { op@S()() } }';
    expect(run(text, {}, modules)).toMatchObject({
      kind: 'fault',
      name: 'Bad',
      place: { file: 'main.ol', line: 3 },
    });
  });

  it('given a mistake in an imported module, when compiled, then the finding names that file', () => {
    const modules = new Map([['m.ol', 'type T: Missing']]);
    const { diagnostics } = compile({
      file: 'main.ol',
      text: 'from .m import T\nmain { nullProcess }',
      modules,
    });
    expect(diagnostics).toEqual([expect.objectContaining({ file: 'm.ol', code: 'unknown-type', line: 1 })]);
  });
});

describe('the limits of services', () => {
  const depth = (n: number) =>
    own(
      'OneWay: go( int ) RequestResponse: down( int )( int )',
      `init { ${begin}; go@Self( ${n} ) }
       main { [ go( n ) ] { down@Self( n )( r ); println@Console( r )() } [ down( n )( r ) { if ( n > 0 ) down@Self( n - 1 )( r ) else r = 7 } ] }`,
      'execution: concurrent',
    );

  it('given sessions that call each other, when they are at most 256, then they run; beyond that is limit sessions', () => {
    expect(run(depth(200))).toMatchObject({ kind: 'finished', output: '7\n' });
    expect(run(depth(400))).toMatchObject({ kind: 'limit', limit: 'sessions' });
  });

  it('given messages that nobody receives, when they are more than 256, then the limit is sessions', () => {
    const text = own('OneWay: go( int )', `main { ${begin}; for( i = 0, i < COUNT, i++ ) { go@Self( i ) } }`);
    expect(run(text.replace('COUNT', '256')).kind).toBe('finished');
    expect(run(text.replace('COUNT', '257'))).toMatchObject({ kind: 'limit', limit: 'sessions' });
  });

  it('given large messages that nobody receives, when they are queued, then they count as memory', () => {
    const text = own(
      'OneWay: go( string )',
      `main { ${begin}; s = "x"; for( i = 0, i < 18, i++ ) { s = s + s }; for( i = 0, i < 200, i++ ) { go@Self( s + i ) } }`,
    );
    expect(run(text)).toMatchObject({ kind: 'limit', limit: 'memory' });
  });

  it('given embedded services, when they are more than 32, then the limit is embedded', () => {
    const embeds = (n: number) =>
      `service A { main { nullProcess } } service Main { ${'embed A '.repeat(n)} main { nullProcess } }`;
    expect(run(embeds(32)).kind).toBe('finished');
    expect(run(embeds(33))).toMatchObject({ kind: 'limit', limit: 'embedded' });
  });

  it('given a service that embeds itself, when run, then the limit is embedded', () => {
    expect(run('service Main { embed Main main { nullProcess } }')).toMatchObject({ limit: 'embedded' });
  });

  it('given timers, when more than 16 are under way, then the limit is timers', () => {
    const text = (n: number) => `${imports} service Main { embed Time as Time
      main { spawn( i over ${n} ) in r { sleep@Time( 5 )() } } }`;
    expect(run(text(16)).kind).toBe('finished');
    expect(run(text(17))).toMatchObject({ kind: 'limit', limit: 'timers' });
  });

  it('given a wait beyond an hour, when run, then the limit is time', () => {
    const text = `${imports} service Main { embed Time as Time main { sleep@Time( 3600001 )() } }`;
    expect(run(text)).toMatchObject({ kind: 'limit', limit: 'time' });
  });

  it('given ports that pass a message on in a circle, when one is sent, then the run ends at a limit', () => {
    const text = `${imports}
interface I { RequestResponse: op( void )( void ) }
service A { execution: concurrent outputPort B { location: "local://b" interfaces: I }
  inputPort In { location: "local://a" aggregates: B RequestResponse: own } main { own( x )( x ) } }
service B { execution: concurrent outputPort A { location: "local://a" interfaces: I }
  inputPort In { location: "local://b" aggregates: A RequestResponse: own } main { own( x )( x ) } }
service Main { embed A embed B outputPort P { location: "local://a" interfaces: I } main { op@P()() } }`;
    expect(run(text)).toMatchObject({ kind: 'limit', limit: 'depth' });
  });

  it('given couriers that forward in a circle, when one is sent, then the run ends at a limit', () => {
    const text = `${imports}
interface I { RequestResponse: op( void )( void ) }
service A { execution: concurrent outputPort S { location: "local://a" interfaces: I }
  inputPort In { location: "local://a" aggregates: S RequestResponse: own } courier In { [ op( q )( r ) ] { forward( q )( r ) } } main { own( x )( x ) } }
service Main { embed A outputPort P { location: "local://a" interfaces: I } main { op@P()() } }`;
    expect(run(text)).toMatchObject({ kind: 'limit', limit: 'sessions' });
  });

  it('given code that embeds code without end, when run, then a limit ends it', () => {
    const text = `${imports} service Main { embed Runtime as Runtime main {
      for( i = 0, i < 1000, i++ ) { loadEmbeddedService@Runtime( { code = "main { nullProcess }" } )( l ) } } }`;
    expect(run(text)).toMatchObject({ kind: 'limit', limit: 'embedded' });
  });

  it('given any gas, when a program of services runs, then the same gas gives the same end', () => {
    const text = depth(20);
    const { gas } = run(text);
    expect(run(text, { gas })).toMatchObject({ kind: 'finished', gas });
    expect(run(text, { gas: gas - 1 })).toMatchObject({ kind: 'limit', limit: 'gas' });
    for (let some = 1; some < gas; some += 37)
      expect(run(text, { gas: some })).toEqual(run(text, { gas: some }));
  });
});
