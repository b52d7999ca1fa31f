package dev.parley.seal;

/** What the key store knows of a key id. */
public enum KeyState {
    /** The key is there. */
    PRESENT,
    /** The key was destroyed on purpose: what it sealed cannot be opened again. */
    ERASED,
    /** No such key in this directory: another directory, a lost file, or an id never handed out. */
    ABSENT,
    /** The slot fails its checksum: the disk lost or changed it. */
    DAMAGED
}
