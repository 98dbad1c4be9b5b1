// Two types of browsers that the declarations of aws4fetch name, and that Node.js has without these names.
type HeadersInit = ConstructorParameters<typeof Headers>[0];
type BodyInit = ConstructorParameters<typeof Response>[0];
