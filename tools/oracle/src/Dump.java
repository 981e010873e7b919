import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamGraphHasherV2;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.LegacySinkTransformation;
import org.apache.flink.util.StringUtils;

/** A stream graph as plain values. */
final class Dump {

    private Dump() {}

    static Map<String, Object> graph(StreamExecutionEnvironment environment, StreamGraph graph, Recorder.Call execute) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("job", graph.getJobName());
        if (execute != null) {
            out.put("execute", place(execute));
        }
        out.put("settings", Recorder.settings.get(environment));
        out.put("operators", operators(graph));
        String refused = refusal(graph);
        if (refused != null) {
            out.put("refused", refused);
        }
        return out;
    }

    private static Map<String, Object> place(Recorder.Call call) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("class", call.type());
        out.put("file", call.file());
        out.put("line", call.line());
        out.put("in", call.method());
        out.put("call", call.callee());
        return out;
    }

    /** What the code put into the configuration of its environment. */
    static Map<String, String> settings(StreamExecutionEnvironment environment) {
        Map<String, String> settings = new TreeMap<>(map(environment));
        map(new StreamExecutionEnvironment(new Configuration())).forEach(settings::remove);
        // Of the client, not of the job.
        settings.remove("execution.attached");
        return settings;
    }

    private static Map<String, String> map(StreamExecutionEnvironment environment) {
        return ((Configuration) environment.getConfiguration()).toMap();
    }

    private static List<Map<String, Object>> operators(StreamGraph graph) {
        Map<Integer, Transformation<?>> byId = new HashMap<>();
        Recorder.made.keySet().forEach(each -> byId.put(each.getId(), each));
        Map<StreamNode, Transformation<?>> transformations = new HashMap<>();
        for (StreamNode node : graph.getStreamNodes()) {
            transformations.put(
                    node, byId.containsKey(node.getId()) ? byId.get(node.getId()) : feedback(graph, node, byId));
        }
        List<StreamNode> nodes = new ArrayList<>(graph.getStreamNodes());
        // In the order of the job's calls: what a sink turns into is made only when the graph is generated.
        nodes.sort(Comparator.<StreamNode>comparingInt(node -> described(transformations.get(node)).getId())
                .thenComparingInt(StreamNode::getId));
        Map<Integer, Integer> order = new HashMap<>();
        nodes.forEach(node -> order.put(node.getId(), order.size() + 1));
        Map<Integer, byte[]> hashes = hashes(graph);
        List<Map<String, Object>> out = new ArrayList<>();
        for (StreamNode node : nodes) {
            out.add(operator(graph, node, transformations.get(node), order, hashes.get(node.getId())));
        }
        return out;
    }

    /** What the job's own code made: the sink for an operator that it turned into. */
    private static Transformation<?> described(Transformation<?> transformation) {
        return Recorder.partOf.getOrDefault(transformation, transformation);
    }

    /** Head and tail of an iteration are nodes without a transformation; their broker is named after the feedback's. */
    private static Transformation<?> feedback(StreamGraph graph, StreamNode node, Map<Integer, Transformation<?>> byId) {
        try {
            Object broker = StreamGraph.class.getMethod("getBrokerID", Integer.class).invoke(graph, node.getId());
            return byId.get(Integer.valueOf(String.valueOf(broker).replaceFirst(".*-", "")));
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Nothing where the graph is refused, which is told apart. */
    private static Map<Integer, byte[]> hashes(StreamGraph graph) {
        try {
            return new StreamGraphHasherV2().traverseStreamGraphAndGenerateHashes(graph);
        } catch (RuntimeException refused) {
            return Map.of();
        }
    }

    private static Map<String, Object> operator(
            StreamGraph graph, StreamNode node, Transformation<?> transformation, Map<Integer, Integer> order, byte[] hash) {
        Transformation<?> sink = Recorder.partOf.get(transformation);
        Transformation<?> described = described(transformation);
        List<Recorder.Call> calls = Recorder.made.get(described).calls();
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("id", order.get(node.getId()));
        if (!calls.isEmpty()) {
            out.putAll(place(calls.get(0)));
        }
        if (calls.size() > 1) {
            out.put("through", calls.subList(1, calls.size()).stream()
                    .map(each -> each.file() + ":" + each.line())
                    .toList());
        }
        boolean isSink = sink != null || transformation instanceof LegacySinkTransformation;
        out.put("kind", graph.getSourceIDs().contains(node.getId()) ? "source" : isSink ? "sink" : "transformation");
        if (transformation.getId() != node.getId()) {
            out.put("partOf", transformation.getClass().getSimpleName());
        }
        if (sink != null) {
            out.put("partOf", sink.getClass().getSimpleName());
        }
        out.put("name", described.getName());
        out.put("operatorName", node.getOperatorName());
        out.put("uid", node.getTransformationUID());
        out.put("uidHash", node.getUserHash());
        out.put("operatorId", hash == null ? null : StringUtils.byteToHexString(hash));
        out.put("parallelism", node.getParallelism());
        out.put("parallelismConfigured", (Boolean) call(node, "isParallelismConfigured"));
        out.put("maxParallelism", call(node, "getMaxParallelism"));
        out.put("ownMaxParallelism", Recorder.maxima.get(described));
        out.put("keyed", node.getStatePartitioners().length > 0);
        if (node.getSlotSharingGroup() != null && !node.getSlotSharingGroup().equals("default")) {
            out.put("slotSharingGroup", node.getSlotSharingGroup());
        }
        out.put("transformation", transformation.getClass().getSimpleName());
        out.put("operator", operatorClass(node.getOperatorFactory()));
        List<Map<String, Object>> inputs = new ArrayList<>();
        for (StreamEdge edge : node.getInEdges()) {
            Map<String, Object> input = new LinkedHashMap<>();
            input.put("from", order.get(edge.getSourceId()));
            input.put("by", edge.getPartitioner().toString());
            if (edge.getOutputTag() != null) {
                input.put("side", edge.getOutputTag().getId());
            }
            inputs.add(input);
        }
        out.put("inputs", inputs);
        return out;
    }

    private static String operatorClass(StreamOperatorFactory<?> factory) {
        if (factory == null) {
            return null;
        }
        Class<?> type = factory instanceof SimpleOperatorFactory<?> simple ? simple.getOperator().getClass() : factory.getClass();
        return type.getSimpleName().replaceFirst("Factory$", "");
    }

    /** Not public in every version. */
    private static Object call(Object target, String name) {
        try {
            Method method = target.getClass().getDeclaredMethod(name);
            method.setAccessible(true);
            return method.invoke(target);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** What Flink says against making a job of the graph; nothing where it makes one. */
    private static String refusal(StreamGraph graph) {
        try {
            graph.getJobGraph(Thread.currentThread().getContextClassLoader(), null);
            return null;
        } catch (Throwable refused) {
            return Oracle.message(refused);
        }
    }
}
