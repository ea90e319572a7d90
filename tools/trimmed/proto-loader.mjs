// What Google's clients need of @grpc/proto-loader, in its place in the functions' bundles: the methods of the services
// of a description in JSON. The library also makes a descriptor of every message for reflection, which takes longer than
// the call that it is made for, and which nobody here asks for.
import camelCase from 'lodash.camelcase';
import protobuf from 'protobufjs';

const { Namespace, Root, Service } = protobuf;

const serializerOf = (type) => (message) => type.encode(type.fromObject(message)).finish();
const deserializerOf = (type, options) => (bytes) => type.toObject(type.decode(bytes), options);

/** A method as grpc-js' loadPackageDefinition takes it. */
function definitionOf(method, serviceName, options) {
  const { resolvedRequestType: request, resolvedResponseType: response } = method;
  return {
    path: `/${serviceName}/${method.name}`,
    requestStream: method.requestStream === true,
    responseStream: method.responseStream === true,
    requestSerialize: serializerOf(request),
    requestDeserialize: deserializerOf(request, options),
    responseSerialize: serializerOf(response),
    responseDeserialize: deserializerOf(response, options),
    originalName: camelCase(method.name),
  };
}

function* servicesIn(namespace) {
  for (const each of namespace.nestedArray) {
    if (each instanceof Service) yield each;
    else if (each instanceof Namespace) yield* servicesIn(each);
  }
}

/** Like the library's: the services of a description, by their full names. */
export const fromJSON = (json, options = {}) => {
  const services = [...servicesIn(Root.fromJSON(json))];
  return Object.fromEntries(
    services.map((service) => {
      const name = service.fullName.slice(1);
      const methods = service.methodsArray.map((method) => [
        method.name,
        definitionOf(method, name, options),
      ]);
      return [name, Object.fromEntries(methods)];
    }),
  );
};
