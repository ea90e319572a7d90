from console import Console
from scheduler import Scheduler

service Main {
	embed Console as console
	embed Scheduler as scheduler

	define set {
		scope( setting ) {
			install(
				RuntimeException => println@console( setting.RuntimeException )(),
				JobAlreadyExists => println@console( "exists" )()
			)
			setCronJob@scheduler( job )()
			println@console( "set" )()
			deleteCronJob@scheduler( { jobName = "job", groupName = "group" } )()
		}
	}

	main {
		job << {
			jobName = "job", groupName = "group"
			cronSpecs << { second = "0", minute = "*", hour = "*", dayOfMonth = "1/1", month = "*", dayOfWeek = "?", year = "2100" }
		}
		set
		// one of the two days is said, the other is a question mark
		job.cronSpecs.dayOfMonth = "?" ; set
		job.cronSpecs.dayOfWeek = "MON-FRI" ; set
		job.cronSpecs.dayOfMonth = "*" ; set
		job.cronSpecs.dayOfWeek = "?" ; set
		job.cronSpecs.second = "?" ; set
		job.cronSpecs.second = "0/60" ; set
		job.cronSpecs.second = "0/0" ; set
		job.cronSpecs.hour = "24" ; set
		job.cronSpecs.hour = "9-17" ; set
		job.cronSpecs.month = "JAN,13" ; set
		undef( job.cronSpecs.year ) ; set
		job.cronSpecs.month = "jan" ; set
		setCronJob@scheduler( job )() ; set
	}
}
