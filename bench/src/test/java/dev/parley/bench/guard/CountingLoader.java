package dev.parley.bench.guard;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Loads the classes of the hot path anew, with a count beside each operation that is guarded, and
 * with mutations where the test plants them.
 */
final class CountingLoader extends ClassLoader {
    private static final ClassDesc PROBE = ClassDesc.of(Probe.class.getName());
    private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);
    private static final MethodTypeDesc INT =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);
    private static final MethodTypeDesc LONG =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_long);
    private static final Set<String> QUESTIONS =
            Set.of("get", "put", "remove", "containsKey", "getOrDefault", "computeIfAbsent");
    private static final Set<String> WAITS =
            Set.of("lock", "tryLock", "lockInterruptibly", "await", "park", "parkNanos", "acquire");
    private static final List<String> OURS =
            List.of("dev.parley.", "org.agrona.", "com.lmax.disruptor.");

    private final Set<Plant> plants;
    private final boolean counting;

    /**
     * @param counting false: classes are loaded as they are but for the plants, as for a
     *     measurement of bytes
     */
    CountingLoader(Set<Plant> plants, boolean counting) {
        super(CountingLoader.class.getClassLoader());
        this.plants = plants;
        this.counting = counting;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            boolean anew =
                    OURS.stream().anyMatch(name::startsWith)
                            && !name.startsWith(Probe.class.getName());
            return anew ? define(name) : super.loadClass(name, resolve);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = rewritten(name, in.readAllBytes());
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private byte[] rewritten(String name, byte[] original) {
        ClassFile file =
                ClassFile.of(
                        ClassFile.ClassHierarchyResolverOption.of(
                                ClassHierarchyResolver.ofResourceParsing(this)
                                        .orElse(ClassHierarchyResolver.defaultResolver())));
        if (!counting && !Plant.isIn(name)) {
            return original;
        }
        return file.transformClass(
                file.parse(original),
                (builder, element) -> {
                    if (element instanceof MethodModel method && method.code().isPresent()) {
                        builder.transformMethod(
                                method,
                                (in, part) -> {
                                    if (part instanceof CodeModel code) {
                                        in.withCode(out -> rewrite(name, method, code, out));
                                    } else {
                                        in.with(part);
                                    }
                                });
                    } else {
                        builder.with(element);
                    }
                });
    }

    private void rewrite(String name, MethodModel method, CodeModel code, CodeBuilder out) {
        if (Plant.isIn(name, method.methodName().stringValue())) {
            plants.forEach(plant -> plant.write(out));
        }
        if (!counting) {
            code.forEach(out::with);
            return;
        }
        if (method.flags().has(AccessFlag.SYNCHRONIZED)) {
            out.invokestatic(PROBE, "locked", NOTHING);
        }
        Set<Label> behind = new HashSet<>();
        for (CodeElement element : code) {
            count(element, behind, out);
            out.with(element);
        }
    }

    private static void count(CodeElement element, Set<Label> behind, CodeBuilder out) {
        switch (element) {
            case LabelTarget label -> behind.add(label.label());
            case BranchInstruction branch when behind.contains(branch.target()) ->
                    out.invokestatic(PROBE, "looped", NOTHING);
            case MonitorInstruction monitor when monitor.opcode() == Opcode.MONITORENTER ->
                    out.invokestatic(PROBE, "locked", NOTHING);
            case NewObjectInstruction _,
                    NewPrimitiveArrayInstruction _,
                    NewReferenceArrayInstruction _,
                    NewMultiArrayInstruction _ ->
                    out.invokestatic(PROBE, "allocated", NOTHING);
            case InvokeInstruction call -> countCall(call, out);
            default -> {}
        }
    }

    private static void countCall(InvokeInstruction call, CodeBuilder out) {
        String owner = call.owner().asInternalName();
        String name = call.name().stringValue();
        if (owner.equals("java/lang/System") && name.equals("arraycopy")) {
            out.dup().invokestatic(PROBE, "copied", INT);
        } else if (owner.endsWith("misc/Unsafe") && name.equals("copyMemory")) {
            // Agrona's buffers end there.
            out.dup2().invokestatic(PROBE, "copied", LONG);
        } else if (isCopyMade(owner, name)) {
            out.invokestatic(PROBE, "allocated", NOTHING);
        } else if (isWait(owner, name)) {
            out.invokestatic(PROBE, "locked", NOTHING);
        } else if (isQuestion(owner, name)) {
            out.invokestatic(PROBE, "looked", NOTHING);
        } else if (owner.endsWith("SegmentAppender") && name.equals("force")) {
            out.invokestatic(PROBE, "forced", NOTHING);
        }
    }

    private static boolean isCopyMade(String owner, String name) {
        return name.equals("clone")
                || (owner.equals("java/util/Arrays") && name.startsWith("copy"));
    }

    private static boolean isWait(String owner, String name) {
        return (owner.startsWith("java/util/concurrent/locks/") && WAITS.contains(name))
                || (owner.startsWith("java/util/concurrent/") && owner.contains("Queue"));
    }

    private static boolean isQuestion(String owner, String name) {
        return (owner.startsWith("org/agrona/collections/") || owner.startsWith("java/util/"))
                && owner.contains("Map")
                && QUESTIONS.contains(name);
    }
}
