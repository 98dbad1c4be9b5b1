// The vendor that everything is sent through. How it is reached is in open-target.ts.
import type { Vendor } from '../delivery/vendor.ts';
import { insider } from '../insider/insider.ts';

export const vendor: Vendor = insider;
