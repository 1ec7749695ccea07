/** The long form (`npm run test:faults -- --long`) takes many minutes; the short one is part of `npm test`. */
export const isLong = process.env.AUGURY_FAULTS === 'long'
