// Empty declarations of browser types that the types of playwright-core and axe-core mention. The program itself has no browser types.

interface DOMRect {}
interface HTMLElementTagNameMap {}
interface Node {}
interface NodeList {}
interface Window {}
