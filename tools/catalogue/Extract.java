import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Reads every ConfigOption constant out of a set of Flink jars.
 *
 * <p>Arguments: a file with one {@code artifact<TAB>jar} per line (an empty artifact is a library
 * that is only needed to initialise classes), and the file to write: one JSON object per constant.
 * Exits 1 when a class that holds options cannot be initialised, because its options would
 * otherwise vanish from the catalogue without a word.
 */
public final class Extract {

    private static final String OPTION = "Lorg/apache/flink/configuration/ConfigOption;";
    private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000L);

    private record Jar(String artifact, Path path) {}

    private record Holder(String artifact, String className) {}

    public static void main(String[] arguments) throws Exception {
        List<Jar> jars = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            String[] parts = line.split("\t");
            jars.add(new Jar(parts[0], Path.of(parts[1])));
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        // A marker instead of this machine's value shows which defaults depend on the machine.
        Security.setProperty("keystore.type", "HOST-KEYSTORE");
        try (URLClassLoader loader = new URLClassLoader(urls(jars), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            for (Holder holder : holders(jars)) {
                try {
                    rows.addAll(read(holder, loader));
                } catch (Throwable failure) {
                    failures.add(holder.artifact() + " " + holder.className() + ": " + rootCause(failure));
                }
            }
        }
        try (PrintStream out = new PrintStream(Files.newOutputStream(Path.of(arguments[1])), false, StandardCharsets.UTF_8)) {
            for (Map<String, Object> row : rows) {
                out.println(json(row));
            }
        }
        if (!failures.isEmpty()) {
            System.err.println("Classes with options that could not be read:");
            failures.forEach(failure -> System.err.println("  " + failure));
            System.exit(1);
        }
        System.exit(0);
    }

    private static URL[] urls(List<Jar> jars) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Jar jar : jars) {
            urls.add(jar.path().toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    /** Classes with option fields, each once, in class path order. */
    private static Collection<Holder> holders(List<Jar> jars) throws IOException {
        Map<String, Holder> found = new LinkedHashMap<>();
        for (Jar jar : jars) {
            if (jar.artifact().isEmpty()) {
                continue;
            }
            try (JarFile file = new JarFile(jar.path().toFile(), false)) {
                Map<String, Holder> inJar = new TreeMap<>();
                for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                    JarEntry entry = entries.nextElement();
                    String name = entry.getName();
                    if (!name.endsWith(".class") || !name.startsWith("org/apache/flink/")) {
                        continue;
                    }
                    String className = name.substring(0, name.length() - 6).replace('/', '.');
                    try (DataInputStream in = new DataInputStream(file.getInputStream(entry))) {
                        if (holdsOptions(in)) {
                            inJar.put(className, new Holder(jar.artifact(), className));
                        }
                    }
                }
                inJar.forEach(found::putIfAbsent);
            }
        }
        return found.values();
    }

    /** A Scala object keeps its fields in instance fields of the class {@code Name$}, reached through MODULE$. */
    private static List<Map<String, Object>> read(Holder holder, ClassLoader loader) throws Exception {
        Class<?> type = Class.forName(holder.className(), true, loader);
        Class<?> optionType = Class.forName("org.apache.flink.configuration.ConfigOption", true, loader);
        Object module = null;
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (field.getName().equals("MODULE$")) {
                module = open(field).get(null);
            }
        }
        for (Field field : type.getDeclaredFields()) {
            boolean isStatic = Modifier.isStatic(field.getModifiers());
            if (field.getType() != optionType || (!isStatic && module == null)) {
                continue;
            }
            Object option = open(field).get(isStatic ? null : module);
            if (option == null) {
                throw new IllegalStateException("the constant " + field.getName() + " is null");
            }
            rows.add(describe(holder, type, field, option));
        }
        return rows;
    }

    private static Map<String, Object> describe(Holder holder, Class<?> type, Field field, Object option) throws Exception {
        Class<?> valueType = (Class<?>) orElse(option, "getClazz", null);
        Object value = call(option, "defaultValue");
        boolean isList = (Boolean) orElse(option, "isList", false);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("key", call(option, "key"));
        row.put("type", typeName(valueType != null ? valueType : value == null ? String.class : value.getClass()));
        if (isList) {
            row.put("list", true);
        }
        if (valueType != null && valueType.isEnum()) {
            List<String> constants = new ArrayList<>();
            for (Object constant : valueType.getEnumConstants()) {
                constants.add(constant.toString());
            }
            row.put("enum", constants);
        }
        if (value != null) {
            row.put("default", text(value));
        }
        List<String> fallback = new ArrayList<>();
        List<String> deprecated = new ArrayList<>();
        alternatives(option, fallback, deprecated);
        if (!fallback.isEmpty()) {
            row.put("fallback", fallback);
        }
        if (!deprecated.isEmpty()) {
            row.put("deprecated", deprecated);
        }
        row.put("class", holder.className());
        row.put("field", field.getName());
        row.put("artifact", holder.artifact());
        if (field.isAnnotationPresent(Deprecated.class)) {
            row.put("obsolete", true);
        }
        if (isDeprecated(type)) {
            row.put("obsoleteClass", true);
        }
        for (Annotation annotation : field.getAnnotations()) {
            if (annotation.annotationType().getSimpleName().equals("SuffixOption")) {
                row.put("suffix", true);
            }
        }
        return row;
    }

    private static boolean isDeprecated(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
            if (each.isAnnotationPresent(Deprecated.class)) {
                return true;
            }
        }
        return false;
    }

    /** Before Flink 1.8 an option had deprecated keys only. */
    private static void alternatives(Object option, List<String> fallback, List<String> deprecated) throws Exception {
        if (method(option.getClass(), "fallbackKeys") == null) {
            for (Object key : (Iterable<?>) call(option, "deprecatedKeys")) {
                deprecated.add((String) key);
            }
            return;
        }
        for (Object key : (Iterable<?>) call(option, "fallbackKeys")) {
            ((Boolean) call(key, "isDeprecated") ? deprecated : fallback).add((String) call(key, "getKey"));
        }
    }

    private static String typeName(Class<?> type) {
        if (type.isEnum() || type.getEnclosingClass() != null && type.getEnclosingClass().isEnum()) {
            return "enum";
        }
        return switch (type.getSimpleName()) {
            case "Boolean" -> "boolean";
            case "Integer" -> "int";
            case "Long" -> "long";
            case "Float" -> "float";
            case "Double" -> "double";
            case "String" -> "string";
            case "Duration" -> "duration";
            case "MemorySize" -> "memory";
            default -> {
                if (Map.class.isAssignableFrom(type)) {
                    yield "map";
                }
                throw new IllegalStateException("an option of type " + type.getName());
            }
        };
    }

    /** A default as a user would write it in a configuration file. */
    private static String text(Object value) throws Exception {
        if (value instanceof Duration duration) {
            return duration(duration);
        }
        if (value.getClass().getSimpleName().equals("MemorySize")) {
            return memory((Long) call(value, "getBytes"));
        }
        if (value instanceof Collection<?> list) {
            List<String> elements = new ArrayList<>();
            for (Object element : list) {
                elements.add(quoted(text(element), ";"));
            }
            return String.join(";", elements);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                sorted.put(quoted(text(entry.getKey()), ",:"), quoted(text(entry.getValue()), ",:"));
            }
            List<String> entries = new ArrayList<>();
            sorted.forEach((key, entry) -> entries.add(key + ":" + entry));
            return String.join(",", entries);
        }
        return value.toString();
    }

    private static String quoted(String text, String separators) {
        boolean needed = text.chars().anyMatch(character -> separators.indexOf(character) >= 0);
        return needed ? "'" + text.replace("'", "''") + "'" : text;
    }

    private static String duration(Duration duration) {
        BigInteger nanos = BigInteger.valueOf(duration.getSeconds())
                .multiply(NANOS_PER_SECOND)
                .add(BigInteger.valueOf(duration.getNano()));
        if (nanos.signum() == 0) {
            return "0 ms";
        }
        Map<String, Long> units = new LinkedHashMap<>();
        units.put("d", 86_400_000_000_000L);
        units.put("h", 3_600_000_000_000L);
        units.put("min", 60_000_000_000L);
        units.put("s", 1_000_000_000L);
        units.put("ms", 1_000_000L);
        units.put("µs", 1_000L);
        for (Map.Entry<String, Long> unit : units.entrySet()) {
            BigInteger[] parts = nanos.divideAndRemainder(BigInteger.valueOf(unit.getValue()));
            if (parts[1].signum() == 0) {
                return parts[0] + " " + unit.getKey();
            }
        }
        return nanos + " ns";
    }

    private static String memory(long bytes) {
        String[] units = {"tb", "gb", "mb", "kb"};
        for (int index = 0; index < units.length; index++) {
            long size = 1L << (10 * (units.length - index));
            if (bytes != 0 && bytes % size == 0) {
                return bytes / size + " " + units[index];
            }
        }
        return bytes + " bytes";
    }

    private static <T extends AccessibleObject> T open(T member) {
        member.setAccessible(true);
        return member;
    }

    private static Method method(Class<?> type, String name) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Method method : each.getDeclaredMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == 0) {
                    return open(method);
                }
            }
        }
        return null;
    }

    private static Object call(Object target, String name) throws Exception {
        return method(target.getClass(), name).invoke(target);
    }

    /** Flink before 1.10 knows neither the type nor whether an option is a list. */
    private static Object orElse(Object target, String name, Object otherwise) throws Exception {
        Method method = method(target.getClass(), name);
        return method == null ? otherwise : method.invoke(target);
    }

    private static String rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.toString();
    }

    /**
     * Whether a class file has fields of type ConfigOption, told without linking it: reflection would fail on the very
     * classes that must not be lost. Class file format: JVMS chapter 4.
     */
    private static boolean holdsOptions(DataInputStream in) throws IOException {
        in.readInt();
        in.readInt();
        int count = in.readUnsignedShort();
        String[] pool = new String[count];
        for (int index = 1; index < count; index++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> pool[index] = in.readUTF();
                case 7, 8, 16, 19, 20 -> in.readUnsignedShort();
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.readInt();
                case 5, 6 -> {
                    in.readLong();
                    index++;
                }
                case 15 -> {
                    in.readUnsignedByte();
                    in.readUnsignedShort();
                }
                default -> throw new IOException("constant pool tag " + tag);
            }
        }
        in.readUnsignedShort();
        in.readUnsignedShort();
        in.readUnsignedShort();
        for (int interfaces = in.readUnsignedShort(); interfaces > 0; interfaces--) {
            in.readUnsignedShort();
        }
        boolean hasStatic = false;
        boolean hasInstance = false;
        boolean isScalaObject = false;
        for (int fields = in.readUnsignedShort(); fields > 0; fields--) {
            boolean isStatic = Modifier.isStatic(in.readUnsignedShort());
            String name = pool[in.readUnsignedShort()];
            boolean isOption = OPTION.equals(pool[in.readUnsignedShort()]);
            hasStatic |= isOption && isStatic;
            hasInstance |= isOption && !isStatic;
            isScalaObject |= name.equals("MODULE$");
            for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                in.readUnsignedShort();
                in.skipNBytes(in.readInt());
            }
        }
        return hasStatic || hasInstance && isScalaObject;
    }

    private static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            List<String> members = new ArrayList<>();
            map.forEach((key, member) -> members.add(json(key) + ":" + json(member)));
            return "{" + String.join(",", members) + "}";
        }
        if (value instanceof Collection<?> list) {
            return "[" + String.join(",", list.stream().map(Extract::json).toList()) + "]";
        }
        if (value instanceof String text) {
            StringBuilder quoted = new StringBuilder("\"");
            for (char character : text.toCharArray()) {
                switch (character) {
                    case '"' -> quoted.append("\\\"");
                    case '\\' -> quoted.append("\\\\");
                    default -> quoted.append(character < ' ' ? String.format("\\u%04x", (int) character) : String.valueOf(character));
                }
            }
            return quoted.append('"').toString();
        }
        return String.valueOf(value);
    }
}
