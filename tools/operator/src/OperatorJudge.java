import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;
import org.apache.flink.kubernetes.operator.api.FlinkSessionJob;
import org.apache.flink.kubernetes.operator.config.FlinkConfigManager;
import org.apache.flink.kubernetes.operator.validation.DefaultValidator;

/**
 * Answers, a JSON line each, what the operator's own validator says of a resource: {"resource": …} or
 * {"resource": …, "cluster": …} gives {"accepted": true}, {"refused": "why"}, or {"unread": "why"} where the resource
 * does not even become an object of the operator's classes.
 */
public final class OperatorJudge {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        DefaultValidator validator = new DefaultValidator(new FlinkConfigManager(new Configuration()));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(JSON.writeValueAsString(answer(validator, JSON.readTree(line))));
        }
        // The operator's configuration keeps threads of its own.
        System.exit(0);
    }

    private static Map<String, Object> answer(DefaultValidator validator, JsonNode question) {
        Map<String, Object> answer = new TreeMap<>();
        try {
            Optional<String> error = validate(validator, question);
            if (error.isPresent()) answer.put("refused", error.get());
            else answer.put("accepted", true);
        } catch (Exception | LinkageError e) {
            answer.put("unread", e.getClass().getName() + ": " + e.getMessage());
        }
        return answer;
    }

    private static Optional<String> validate(DefaultValidator validator, JsonNode question) throws Exception {
        JsonNode resource = question.get("resource");
        if (resource.path("kind").asText().equals("FlinkSessionJob")) {
            FlinkSessionJob job = read(resource, FlinkSessionJob.class);
            JsonNode cluster = question.get("cluster");
            return validator.validateSessionJob(
                    job, Optional.ofNullable(cluster == null ? null : read(cluster, FlinkDeployment.class)));
        }
        return validator.validateDeployment(read(resource, FlinkDeployment.class));
    }

    private static <T> T read(JsonNode node, Class<T> type) throws Exception {
        return Serialization.unmarshal(node.toString(), type);
    }
}
