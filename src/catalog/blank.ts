/** @returns the words, marked as what is to be written in their place; the check asks for it as long as the marks stand */
export const blank = (words: string): string => `‹${words}›`;
