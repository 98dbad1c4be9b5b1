// The vendor that everything is sent through. open-target.ts connects to it.
import type { Vendor } from '../delivery/vendor.ts';
import { insider } from '../insider/insider.ts';

export const vendor: Vendor = insider;
