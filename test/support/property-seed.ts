// The seed of property tests: the same in every run, so that a failure is due to the change under test. SEED=random explores further.
import fc from 'fast-check';

const { SEED = '20261123' } = process.env;

if (SEED !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(SEED) });
