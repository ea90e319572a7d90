type Report: void {
	format: string
	locale: string
	data: void
}

type Person: void {
	name: string
	surname: string
	age: int
	email[1,2]: string
	city: string
	street: string
	country: string
	zip: string
	phone: string
	mobile: string
	fax: string
	web: string
	birthday: string
	note: string
}

interface CheckInterface {
RequestResponse:
	report( Report )( void ),
	person( Person )( void )
}

service Check {
	execution: concurrent
	inputPort In {
		location: "local"
		interfaces: CheckInterface
	}
	main {
		[ report( request )() { nullProcess } ]
		[ person( request )() { nullProcess } ]
	}
}
