from console import Console
from json_utils import JsonUtils
service Main {
  embed Console as Console
  embed JsonUtils as JsonUtils
  main {
    getJsonValue@JsonUtils( args[0] )( message )
    answer.action = "forward"
    if( message.messageBody == "!ping" ) {
      answer.reply.to = message.senderID
      answer.reply.message = "pong"
    }
    getJsonString@JsonUtils( answer )( text )
    println@Console( text )()
  }
}
