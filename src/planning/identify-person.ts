// Turns an identifier of a row into the form in which ledgers know people.
import { vendor } from '../opening/vendor.ts';
import type { Identify } from '../plan/plan-block.ts';
import { listedText } from '../plan/selection/leave-out-listed.ts';

export const identifyPerson: Identify = ({ name, text }) => vendor.comparable(listedText(name, text));
