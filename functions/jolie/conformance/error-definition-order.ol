from console import Console

service Main {
embed Console as Console
define d { e }
define e { nullProcess }
main {
d
}
}
