from .types import T
interface I { RequestResponse: go( T )( T ) }
service S { execution: concurrent inputPort In { location: "local" interfaces: I } main { go( x )( x + 1 ) } }
