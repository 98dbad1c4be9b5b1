// Two browser types that the declarations of aws4fetch use and Node.js does not have under these names.
type HeadersInit = ConstructorParameters<typeof Headers>[0];
type BodyInit = ConstructorParameters<typeof Response>[0];
