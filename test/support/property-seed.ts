// The seed of properties over any input: the same in every run, so that a change is judged by itself. SEED=random looks further.
import fc from 'fast-check';

const { SEED = '20261123' } = process.env;

if (SEED !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(SEED) });
