// Reads pages of pushplan strictly: every element of their HTML is closed, so an XML parser accepts them.
import { readXml, type XmlElement } from './strict-xml.ts';

const doctype = '<!DOCTYPE html>\n';

export function readHtml(page: string): XmlElement {
  if (!page.startsWith(doctype)) throw new Error('no doctype');
  return readXml(`<?xml version="1.0" encoding="UTF-8"?>\n${page.slice(doctype.length)}`);
}

/** Returns all texts of a page, in order. */
export function pageTextOf(page: string): string {
  return listElements(readHtml(page))
    .map(({ text }) => text)
    .join('\n');
}

/** Returns the elements with the names of their attributes, in order. */
export function pageShapeOf(page: string): string {
  return listElements(readHtml(page))
    .map(({ name, attributes }) => `${name} ${Object.keys(attributes).join(' ')}`)
    .join('\n');
}

/** Returns the element and all of its descendants, in order. */
export function listElements(element: XmlElement): XmlElement[] {
  return [element, ...element.children.flatMap(listElements)];
}
