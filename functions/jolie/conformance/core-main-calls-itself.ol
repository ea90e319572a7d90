from console import Console
service Main {
  embed Console as Console
  main {
    i++
    scope( s ) { install( F => println@Console( "F" + i )() ); throw( F ) }
    install( G => println@Console( "G" + i )() )
    if( i < 3 ) { main; println@Console( "back " + i )() } else { throw( G ) }
  }
}
