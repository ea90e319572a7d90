from console import Console
service Main {
  embed Console as Console
  main {
global = 5
println@Console( global )()
}
}
