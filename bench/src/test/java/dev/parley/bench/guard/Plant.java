package dev.parley.bench.guard;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Locale;

/** A mutation: what somebody might add to the path of every message, written into its classes. */
enum Plant {
    /** One small object a command. */
    ALLOCATE,
    /** One lock taken and let go a command. */
    LOCK,
    /** One monitor entered and left a command. */
    MONITOR,
    /** The payload copied once more, into a buffer that is there already. */
    COPY,
    /** All conversations looked at for one. */
    SCAN,
    /** One more question to a map a command. */
    ASK;

    private static final String SHARD = "dev.parley.ring.Shard";
    private static final ClassDesc PLANTED = ClassDesc.of("dev.parley.bench.guard.Planted");
    private static final ClassDesc FLOOR = ClassDesc.of("dev.parley.domain.floor.Floor");
    private static final ClassDesc COMMAND = ClassDesc.of("dev.parley.domain.Command");

    /** Whether {@code Shard.decide}, which every command goes through, is in this class. */
    static boolean isIn(String className, String method) {
        return className.equals(SHARD) && method.equals("decide");
    }

    static boolean isIn(String className) {
        return className.equals(SHARD);
    }

    /** Writes a call of the mutation at the start of {@code decide(Command, Outcome)}. */
    void write(CodeBuilder out) {
        String name = name().toLowerCase(Locale.ROOT);
        switch (this) {
            case ALLOCATE, LOCK, MONITOR -> out.invokestatic(PLANTED, name, taking());
            case COPY, ASK -> out.aload(1).invokestatic(PLANTED, name, taking(COMMAND));
            case SCAN ->
                    out.aload(0)
                            .invokevirtual(ClassDesc.of(SHARD), "floor", MethodTypeDesc.of(FLOOR))
                            .invokestatic(PLANTED, name, taking(FLOOR));
        }
    }

    private static MethodTypeDesc taking(ClassDesc... arguments) {
        return MethodTypeDesc.of(ConstantDescs.CD_void, arguments);
    }
}
