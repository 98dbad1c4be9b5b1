// Names of a browser's own that the types of playwright-core and axe-core mention: the program has none of them, so they stay empty here.

interface DOMRect {}
interface HTMLElementTagNameMap {}
interface Node {}
interface NodeList {}
interface Window {}
