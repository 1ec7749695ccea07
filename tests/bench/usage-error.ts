/** What the one who typed the command can put right; its message is one sentence that names the flag. */
export class UsageError extends Error {}
