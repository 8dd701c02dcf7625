/** The path of the program; an error that says what to do where there is none. */
export declare function binary(): string;
