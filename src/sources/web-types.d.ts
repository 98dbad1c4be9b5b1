// Two types of browsers that the declarations of aws4fetch name, and that Node.js has under other names.
import type { BodyInit as NodeBody, HeadersInit as NodeHeaders } from 'undici-types';

declare global {
  type HeadersInit = NodeHeaders;
  type BodyInit = NodeBody;
}
