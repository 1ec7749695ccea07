/**
 * Options of Node for the app's process. By themselves its heap grows to a multiple of what is used before it is swept: an
 * export of calls took 240 MB beside the app itself, and takes 50 so, no slower.
 */
export const SERVER_FLAGS = ['--heap-growing-percent=50', '--max-semi-space-size=16'] as const
